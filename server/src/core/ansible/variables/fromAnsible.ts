// The names that Ansible, its facts and Jinja bring along, whatever the inventory says.

const FROM_ANSIBLE =
  /^(?:ansible_\w+|inventory_\w+|groups|group_names|hostvars|playbook_dir|role_\w+|vars|omit|environment|item|environ|play_hosts|lookup|query|q|range|now|undef|true|false|none|True|False|None)$/;

/** Whether a name is one that Ansible sets or reserves itself, so that no inventory needs to define it. */
export const isFromAnsible = (name: string): boolean => FROM_ANSIBLE.test(name);
