import { expectMarks, expectSilence, repo } from '@fluxvet/core/testing';
import { test } from 'vitest';
import { sopsRuleMissing } from './rule.js';

const document = (recipient: string): string => `apiVersion: v1
kind: Secret
metadata: { name: token, namespace: default }
stringData: { token: 'ENC[AES256_GCM,data:r5/AlA==,iv:x,tag:y,type:str]' }
sops:
  age: [{ recipient: ${recipient}, enc: x }]
  pgp: []
  mac: ENC[AES256_GCM,data:abc=,iv:x,tag:y,type:str]
  version: 3.9.0`;

test('reports an encrypted file that no rule matches', () => {
  expectMarks(
    sopsRuleMissing,
    repo`
# === .sops.yaml
creation_rules:
  - path_regex: clusters/.*\.enc\.yaml$
    age: age1team
# === apps/secret.yaml
${document('age1team').replace('sops:', "sops:\n# @1-4 sops-rule-missing: no creation rule of '.sops.yaml' matches its path")}
`,
  );
});

test('reports a file that is not encrypted for those whom the rule names', () => {
  expectMarks(
    sopsRuleMissing,
    repo`
# === .sops.yaml
creation_rules:
  - path_regex: apps/.*
    age: >-
      age1team,
      age1operations
# === apps/secret.yaml
${document('age1team').replace('sops:', "sops:\n# @1-4 sops-rule-missing: is not encrypted for 'age1operations'")}
`,
  );
});

test('stays silent where a rule of a configuration above matches', () => {
  expectSilence(
    sopsRuleMissing,
    repo`
# === .sops.yaml
creation_rules:
  - path_regex: apps/team/.*
    age: age1team
# === apps/.sops.yaml
creation_rules:
  - path_regex: ^other/
    age: age1other
# === apps/team/secret.yaml
${document('age1team')}
`,
  );
});

test('stays silent about keys of PGP that are named by the end of their fingerprint', () => {
  expectSilence(
    sopsRuleMissing,
    repo`
# === .sops.yaml
creation_rules:
  - pgp: 0xC13A02BF95797BCD
# === apps/secret.yaml
${document('x')
  .replace(/age: .*\n/, 'age: []\n')
  .replace('pgp: []', 'pgp: [{ fp: 2B78BF99642CE90A7ACF9284C13A02BF95797BCD }]')}
`,
  );
});

test('stays silent on unknown: no configuration, one that cannot be read, and keys that a service holds', () => {
  expectSilence(
    sopsRuleMissing,
    repo`
# === one/secret.yaml
${document('age1team')}
# === two/.sops.yaml
creation_rules:
  - path_regex: '('
# === two/secret.yaml
${document('age1team')}
# === three/.sops.yaml
creation_rules:
  - kms: arn:aws:kms:eu-west-1:111122223333:key/x
# === three/secret.yaml
${document('age1team')}
# === four/.sops.yaml
creation_rules: [{ age: age1other }]
# === four/secret.yaml
${document('age1team').replace(/mac: .*/, 'mac: left out')}
`,
  );
});

test('stays silent on files that were put away', () => {
  expectSilence(
    sopsRuleMissing,
    repo`
# === .sops.yaml
creation_rules: [{ path_regex: apps/.*, age: age1xyz }]
# === _archive/secret.yaml
apiVersion: v1
kind: Secret
metadata: { name: token, namespace: default }
stringData: { token: 'ENC[AES256_GCM,data:r5/AlA==,iv:x,tag:y,type:str]' }
sops: { mac: 'ENC[AES256_GCM,data:abc=,iv:x,tag:y,type:str]', version: 3.9.0 }
`,
  );
});
