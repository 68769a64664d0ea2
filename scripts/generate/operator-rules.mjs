// What the Flux Operator asks for between fields of its kinds, by its API reference: expressions and messages of our own.
const PROVIDER = 'ResourceSetInputProvider';
const SPEC = ['spec'];
const NO_URL = "self.type in ['Static', 'ExternalArtifact']";
const OF_TAGS = "self.type.endsWith('ArtifactTag')";

export const OPERATOR_RULES = [
  {
    kind: 'FluxInstance',
    at: [],
    rule: "self.metadata.name == 'flux'",
    message: "its name must be 'flux'",
  },
  {
    kind: 'FluxInstance',
    at: ['spec', 'cluster'],
    rule: '!has(self.multitenantWorkloadIdentity) || !self.multitenantWorkloadIdentity || (has(self.objectLevelWorkloadIdentity) && self.objectLevelWorkloadIdentity)',
    message: 'multitenantWorkloadIdentity needs objectLevelWorkloadIdentity',
  },
  {
    kind: 'FluxInstance',
    at: ['spec', 'sync'],
    rule: "!has(self.provider) || self.provider != 'gcp' || self.kind in ['OCIRepository', 'Bucket']",
    message: "the provider 'gcp' is for the kinds OCIRepository and Bucket",
  },
  {
    kind: 'FluxInstance',
    at: ['spec', 'sync'],
    rule: "!has(self.provider) || self.provider != 'github' || self.kind == 'GitRepository'",
    message: "the provider 'github' is for the kind GitRepository",
  },
  { kind: PROVIDER, at: SPEC, rule: `!(${NO_URL}) || !has(self.url)`, message: 'this type takes no url' },
  { kind: PROVIDER, at: SPEC, rule: `${NO_URL} || has(self.url)`, message: 'this type needs a url' },
  {
    kind: PROVIDER,
    at: SPEC,
    rule: "!has(self.url) || !(self.type.startsWith('Git') || self.type == 'ExternalService') || self.url.startsWith('http')",
    message: 'the url must begin with http:// or https://',
  },
  {
    kind: PROVIDER,
    at: SPEC,
    rule: "!has(self.url) || !self.type.startsWith('AzureDevOps') || self.url.startsWith('http://') || self.url.startsWith('https://')",
    message: 'the url must begin with http:// or https://',
  },
  {
    kind: PROVIDER,
    at: SPEC,
    rule: "!has(self.url) || !self.type.startsWith('AWSCodeCommit') || self.url.startsWith('https://')",
    message: 'the url must begin with https://',
  },
  {
    kind: PROVIDER,
    at: SPEC,
    rule: `!has(self.url) || !${OF_TAGS} || self.url.startsWith('oci')`,
    message: 'the url must begin with oci://',
  },
  {
    kind: PROVIDER,
    at: SPEC,
    rule: "!has(self.url) || self.type != 'ExternalService' || !self.url.startsWith('http://') || (has(self.insecure) && self.insecure)",
    message: 'the url must begin with https://, unless insecure is true',
  },
  {
    kind: PROVIDER,
    at: SPEC,
    rule: "!has(self.insecure) || !self.insecure || self.type in ['ExternalService', 'OCIArtifactTag']",
    message: 'insecure is for the types ExternalService and OCIArtifactTag',
  },
  {
    kind: PROVIDER,
    at: SPEC,
    rule: `!has(self.serviceAccountName) || self.type.startsWith('AzureDevOps') || self.type.startsWith('AWSCodeCommit') || ${OF_TAGS} || self.type == 'ExternalArtifact'`,
    message: 'this type takes no serviceAccountName',
  },
  {
    kind: 'ResourceSet',
    at: ['spec', 'inputsFrom', '*'],
    rule: 'has(self.name) != has(self.selector)',
    message: 'it must have either a name or a selector',
  },
  {
    kind: 'ResourceSet',
    at: ['spec', 'inputStrategy'],
    rule: "!has(self.includeEmptyProviders) || self.name == 'Permute'",
    message: "includeEmptyProviders is for the strategy 'Permute'",
  },
];
