/**
 * `.Capabilities` of templates.
 * Source: pkg/chart/common/capabilities.go of Helm 4.2.
 *
 * @module
 */
import { read } from '../../template/values/traced.js';
import { type GoStruct, list, type Method, type Value } from '../../template/values/value.js';
import type { HelmVersion } from '../charts/helm-version.js';

/** What the cluster can do. */
export interface Capabilities {
  /** As the server tells it: `v1.31.4-eks-2d5f260`. */
  readonly kubeVersion: string;
  /** Raw as well: `1`, `31+`. */
  readonly major: string;
  readonly minor: string;
  /** `v1`, `v1/Pod`, `apps/v1`, … */
  readonly apiVersions: readonly string[];
  readonly helmVersion?: string;
}

// Only `helm template` fills it.
const NORMALIZED: readonly [string, Value][] = [['normalizedVersion', '']];

/** The object for the capabilities of a cluster. */
export function capabilitiesObject(capabilities: Capabilities, helm: HelmVersion): GoStruct {
  const { kubeVersion, major, minor, apiVersions, helmVersion = 'v4.2' } = capabilities;
  const own = helm === '3' ? 'chartutil' : 'common';
  const getter: Method = { params: [], call: () => kubeVersion };
  const version: GoStruct = {
    kind: 'struct',
    type: `${own}.KubeVersion`,
    isPointer: false,
    fields: new Map<string, Value>([
      ['Version', kubeVersion],
      ...(helm === '3' ? [] : NORMALIZED),
      ['Major', major],
      ['Minor', minor],
    ]),
    methods: new Map([
      ['String', getter],
      ['GitVersion', getter],
    ]),
    text: kubeVersion,
    textOnlyAsField: true,
  };
  const served = new Set(apiVersions);
  const versions: Value = {
    ...list([...apiVersions], `${own}.VersionSet`),
    methods: new Map<string, Method>([
      ['Has', { params: ['string'], call: ([name = null]) => served.has(read(name) as string) }],
    ]),
  };
  const build: GoStruct = {
    kind: 'struct',
    type: 'version.BuildInfo',
    isPointer: false,
    fields: new Map<string, Value>([
      ['Version', helmVersion],
      ['GitCommit', ''],
      ['GitTreeState', ''],
      ['GoVersion', 'go1.26.0'],
      ['KubeClientVersion', 'v1.36'],
    ]),
  };
  return {
    kind: 'struct',
    type: `${own}.Capabilities`,
    isPointer: true,
    fields: new Map<string, Value>([
      ['KubeVersion', version],
      ['APIVersions', versions],
      ['HelmVersion', build],
    ]),
  };
}
