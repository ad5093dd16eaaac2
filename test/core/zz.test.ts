import { it } from 'vitest';
import { QUESTIONS } from '../support/askEverything.ts';
import { createMemoryHost, uriOf } from '../support/memoryHost.ts';
import { createTestService } from '../support/service.ts';
import { PLACES, BASE } from '../support/hostileTexts.ts';
const HEAD = PLACES[0]!.around[0];
const INI='[server]\ns1 ansible_host=10.0.0.1\n[agent]\na1\n[k3s_cluster:children]\nserver\nagent\n[k3s_cluster:vars]\n';
const N=Number(process.env.N??30000); const r=(s:string)=>s.repeat(Math.ceil(N/s.length));
const cases: Record<string,Record<string,string>>={
 comment:{'inventory.yml':HEAD+'    # '+r('-')+'\n'}, comment2:{'inventory.yml':HEAD+r('# ------\n')},
 inicomment:{'hosts.ini':INI+'# '+r('-')+'\n'},
 token:{'inventory.yml':HEAD+'    foo: '+r('token')+'\n'},
 args:{'inventory.yml':HEAD+"    extra_server_args: '--a "+r('{{')+"'\n"},
 filters:{'inventory.yml':HEAD+'    foo: "{{ a'+r(' | b')+' }}"\n'},
 tilde:{'inventory.yml':HEAD+'    foo: "{{ 1'+r('~1')+' }}"\n'},
 and:{'inventory.yml':HEAD+'    foo: "{{ 1'+r(' and 1')+' }}"\n'},
 plus:{'inventory.yml':HEAD+'    foo: "{{ 1'+r('+1')+' }}"\n'},
 sub:{'inventory.yml':HEAD+'    foo: "{{ a'+r('[0]')+' }}"\n'},
 ifs:{'inventory.yml':HEAD+'    foo: "'+r('{% if 1 %}')+'"\n'},
 merge:{'inventory.yml':HEAD+'    a0: &a0 {x: 1}\n'+Array.from({length:N/40},(_,i)=>`    a${i+1}: &a${i+1}\n      <<: *a${i}\n`).join('')},
 qkeys:{'inventory.yml':HEAD+r('    ? a\n')}, qkeys2:{'inventory.yml':HEAD+Array.from({length:N/12},(_,i)=>`    ? a${i}\n`).join('')},
 anchors:{'inventory.yml':HEAD+Array.from({length:N/20},(_,i)=>`    b${i}: &a${i} x\n`).join('')},
 vaultspaces:{'inventory.yml':HEAD+'    foo: "$ANSIBLE_VAULT;1.1;AES256'+r(' ')+'x"\n'},
 noqa:{'inventory.yml':HEAD+'    token: "" # noqa: '+r('a-')+'!\n'},
 cfgblank:{...BASE,'ansible.cfg':'[defaults]\n'+r('\n')+'x'},
 cfgspaces:{...BASE,'ansible.cfg':'[defaults]\nx=a'+r(' ')+'b\n'},
 cfginv:{...BASE,'ansible.cfg':'[defaults]\ninventory='+r('a,')+'\n'},
 gitm:{...BASE,'.gitmodules':'[submodule "a"]\n'+r('\n')+'x'}, gitm2:{...BASE,'.gitmodules':'[submodule "a"]\npath = a'+r(' ')+'b\nurl = x/k3s-ansible\n'},
 req:{...BASE,'requirements.txt':r('\n')+'x'},
 cursor:{'inventory.yml':HEAD+'    :'+r(' \t')+'#\n'},
 sctoken:{'inventory.yml':HEAD+'    server_config_yaml: |\n      token: a'+r(' ')+'b\n'},
 ds:{'inventory.yml':HEAD+'    datastore_endpoint: "'+r('://:x')+'"\n'},
 env:{'inventory.yml':HEAD+'    extra_service_envs: ["HTTPS_PROXY='+r('://:x')+'"]\n'},
 unq:{'inventory.yml':HEAD+'    foo: {{ a'+r(' ')+'b }}\n'},
 tokenspaces:{'inventory.yml':HEAD+'    token: "a'+r(' ')+'b"\n'},
 folded:{'inventory.yml':HEAD+'    foo: >\n      $ANSIBLE_VAULT;1.1;AES256'+r(' ')+'x\n'},
 vfile:{...BASE,'group_vars/all.yml':'$ANSIBLE_VAULT;1.1;AES256'+r(' ')+'x'},
 brace:{'inventory.yml':HEAD+'    foo: "{{'+r(' ')+'x"\n'},
 chain:{'inventory.yml':HEAD+'    c0: x\n'+Array.from({length:N/20},(_,i)=>`    c${i+1}: "{{ c${i} }}"\n`).join('')},
 circle:{'inventory.yml':HEAD+Array.from({length:500},(_,i)=>`    c${i}: "{{ c${(i+1)%500} }}"\n`).join('')},
};
it('table',{timeout:600000},async()=>{
 for(const [name,files] of Object.entries(cases)){ if(process.env.ONLY && process.env.ONLY!==name) continue; const row:string[]=[];
  const file=Object.keys(files).find(f=>/^(inventory|hosts)/.test(f))!;
  for(const [q,ask] of Object.entries(QUESTIONS)){ const s=createTestService(createMemoryHost(files)); const t=performance.now(); try{await ask(s,uriOf(file),files[file]!)}catch(e){row.push(q+' THROW '+String((e as Error).cause ?? e).slice(0,100))} const d=performance.now()-t; if(d>300) row.push(`${q} ${(d/1000).toFixed(1)}`)}
  if(row.length) process.stdout.write('ROW '+name+' '+row.join(', ')+'\n');
 }});
