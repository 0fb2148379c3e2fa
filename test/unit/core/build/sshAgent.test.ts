import assert from 'node:assert/strict';
import { agentAddress } from '../../../../src/core/build/sshAgent.js';

describe('the address of the SSH agent', () => {
  it('is what the environment says, on Windows the service that OpenSSH has there', () => {
    assert.equal(agentAddress({ SSH_AUTH_SOCK: '/run/agent' }, 'linux'), '/run/agent');
    assert.equal(agentAddress({ SSH_AUTH_SOCK: '/run/agent' }, 'win32'), '/run/agent');
    assert.equal(agentAddress({ SSH_AUTH_SOCK: '' }, 'darwin'), undefined);
    assert.equal(agentAddress({}, 'win32'), '\\\\.\\pipe\\openssh-ssh-agent');
  });
});
