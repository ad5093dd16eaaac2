// What is wrong with an address, seen from its form.
import { describe, expect, it } from 'vitest';
import { addressFault, isIpv6 } from '../../../server/src/core/k3s/addresses/addressForm.ts';

describe('addressFault', () => {
  it.each([
    '10.0.0.1',
    '0.0.0.0',
    '255.255.255.255',
    'fd00::1',
    '::',
    '::1',
    'fe80::1%eth0',
    '[fd00::1]',
    '::ffff:10.0.0.1',
    '1:2:3:4:5:6:7:8',
    'k3s',
    'k3s.example.com',
    'K3S-1.Example.COM',
    '10-0-0-1.nip.io',
    '1e100.net',
    'xn--hst-sna.example',
    'höst.example',
    'my-cluster.lan',
    'my-server',
    'my-host.lan',
    'my-vip.example.com',
    'the-beast',
    'yourk3s.lan',
    'changes.example.com',
    'x1.example.com',
    'enter.example.com',
    '',
    ' 10.0.0.1\n',
  ])('nothing with %j', (text) => {
    expect(addressFault(text)).toBeUndefined();
  });

  it.each([
    ['10.0.0.256', 'ipv4'],
    ['10.0.0', 'ipv4'],
    ['10.0.0.1.5', 'ipv4'],
    ['10.0.0.01', 'ipv4'],
    ['10..0.1', 'ipv4'],
    ['1000000', 'ipv4'],
    ['fd00::1::2', 'ipv6'],
    ['fd00:1', 'name'],
    ['fd00:::1', 'ipv6'],
    ['fd00::12345', 'ipv6'],
    ['1:2:3:4:5:6:7', 'ipv6'],
    ['1:2:3:4:5:6:7:8:9', 'ipv6'],
    ['fd00::g', 'ipv6'],
    ['[fd00::1::2]', 'ipv6'],
    ['10.0.0.1,10.0.0.2', 'several'],
    ['10.0.0.1 10.0.0.2', 'several'],
    ['k3s_api.example.com', 'underscore'],
    ['k3s.example.com.', 'dot-at-end'],
    ['10.0.0.1.', 'dot-at-end'],
    ['-k3s.example.com', 'name'],
    ['k3s..example.com', 'name'],
    ['k3s*', 'name'],
    [`${'a'.repeat(64)}.example`, 'name'],
    ['<IP>', 'placeholder'],
    ['<first server>', 'placeholder'],
    ['%MASTER_IP%', 'placeholder'],
    ['@@ip@@', 'placeholder'],
    ['__SERVER_IP__', 'placeholder'],
    ['YOUR_SERVER_IP', 'placeholder'],
    ['your-server-ip', 'placeholder'],
    ['my server address', 'placeholder'],
    ['my_server_ip', 'placeholder'],
    ['MY_HOST', 'placeholder'],
    ['my_host', 'underscore'],
    ['CHANGE_ME', 'placeholder'],
    ['changeme', 'placeholder'],
    ['replace-with-ip', 'placeholder'],
    ['192.168.1.x', 'placeholder'],
    ['x.x.x.x', 'placeholder'],
    ['192.168.1.XXX', 'placeholder'],
    ['SERVER_IP', 'placeholder'],
    ['[server ip]', 'placeholder'],
    ['TODO', 'placeholder'],
  ])('%j: %s', (text, fault) => {
    expect(addressFault(text)).toBe(fault);
  });

  it('agrees with the URL standard about IPv6', () => {
    const parts = ['', '0', '1', 'ff', '12345', 'g', '1.2.3.4'];
    for (const a of parts)
      for (const b of parts)
        for (const c of parts)
          for (const tail of ['', ':1:2:3:4:5', ':1:2:3:4:5:6', '::']) {
            const text = `${a}:${b}:${c}${tail}`;
            expect(isIpv6(text), text).toBe(URL.canParse(`http://[${text}]/`));
          }
  });
});
