import { describe, expect, test } from 'vitest';
import { isPrivate, policyOf } from './policy.js';

test.for([
  '127.0.0.1',
  '10.1.2.3',
  '172.31.0.1',
  '192.168.1.1',
  '169.254.169.254',
  '100.64.0.1',
  '0.0.0.0',
  '224.0.0.1',
  '255.255.255.255',
  '::1',
  '::',
  'fe80::1',
  'fe80::1%eth0',
  'fd00::1',
  'ff02::1',
  '::ffff:8.8.8.8',
  '64:ff9b::a00:1',
  '2002:a00:1::',
  'nonsense',
])('%s is private', (address) => {
  expect(isPrivate(address)).toBe(true);
});

test.for(['8.8.8.8', '93.184.216.34', '172.32.0.1', '100.128.0.1', '2606:4700::1111', '2a00:1450:4001::8a'])(
  '%s is public',
  (address) => {
    expect(isPrivate(address)).toBe(false);
  },
);

describe('a policy', () => {
  const at = (address: string) => async () => [{ address, family: 4 }];
  const open = at('8.8.8.8');
  const closed = at('10.0.0.1');

  test.for<[allow: string[] | undefined, host: string, resolve: typeof open, allowed: boolean]>([
    [undefined, 'github.com', open, true],
    [undefined, 'git.corp.test', closed, false],
    [['*'], 'git.corp.test', closed, false],
    [['*.corp.test'], 'git.corp.test', closed, false],
    [['*.corp.test'], 'git.corp.test', open, true],
    [['*.corp.test'], 'corp.test', open, false],
    [['*.corp.test'], 'evilcorp.test', open, false],
    [['git.corp.test'], 'git.corp.test', closed, true],
    [['git.corp.test:443'], 'GIT.corp.test.', closed, true],
    [['git.corp.test:8443'], 'git.corp.test', open, false],
    [['git.corp.test'], 'github.com', open, false],
    [[], 'github.com', open, false],
    [['10.0.0.1'], '10.0.0.1', open, true],
    [['[fd00::1]:443'], '[fd00::1]', open, true],
  ])('that allows %j, asked for %s', async ([allow, host, resolve, allowed]) => {
    const asked = policyOf(allow, resolve).addressesOf(host, '443');
    if (allowed) expect(await asked).toHaveLength(1);
    else await expect(asked).rejects.toThrow(/pull\.allow/);
  });

  test('names files of this machine by a directory above them', () => {
    const { allowsFile } = policyOf(['file:///srv/git']);
    expect(allowsFile('file:///srv/git/shop')).toBe(true);
    expect(allowsFile('file:///srv/gitlab/shop')).toBe(false);
    expect(allowsFile('file:///srv/git/../secret')).toBe(false);
    expect(policyOf(['*']).allowsFile('file:///srv/git')).toBe(false);
  });
});
