#!/bin/sh
# A program in the place of ansible-vault, which does what a test says. It is a file of the repository because one that
# has just been written may not be started while another thread of the tests starts a process.
id=${3%%@*}
script=${3#*@}
eval "$FAKE_ANSIBLE_VAULT"
