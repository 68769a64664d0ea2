/**
 * What the API server asks of built-in kinds beyond their schemas, by the kind or the type that it is about.
 *
 * @module
 */
import { nodeAt } from '../../yaml/nodes/node-path.js';
import { labelProblems } from '../metadata.js';
import type { ValueCheck } from '../structural-schema.js';
import {
  checkClaim,
  checkClusterRole,
  checkClusterRoleBinding,
  checkConfigMap,
  checkRole,
  checkRoleBinding,
  checkSecret,
} from './config-checks.js';
import {
  checkIngress,
  checkIngressBackend,
  checkIngressPath,
  checkPeer,
  checkService,
} from './network-checks.js';
import { checkContainer, checkPod, checkResources, checkVariable, checkVolume } from './pod-checks.js';
import { checkSelector } from './selectors.js';
import {
  checkAutoscaler,
  checkDeployment,
  checkDisruptionBudget,
  checkJob,
  checkWorkload,
} from './workload-checks.js';

/** By the names under which schemas of built-in kinds are stored. */
export const CHECKS: Readonly<Record<string, ValueCheck>> = {
  '/v1/ConfigMap': checkConfigMap,
  '/v1/Secret': checkSecret,
  'rbac.authorization.k8s.io/v1/Role': checkRole,
  'rbac.authorization.k8s.io/v1/ClusterRole': checkClusterRole,
  'rbac.authorization.k8s.io/v1/RoleBinding': checkRoleBinding,
  'rbac.authorization.k8s.io/v1/ClusterRoleBinding': checkClusterRoleBinding,
  AppsV1DeploymentSpec: checkDeployment,
  AppsV1DaemonSetSpec: checkWorkload,
  AppsV1StatefulSetSpec: checkWorkload,
  AppsV1ReplicaSetSpec: checkWorkload,
  ApisMetaV1LabelSelector: checkSelector,
  AutoscalingV2HorizontalPodAutoscalerSpec: checkAutoscaler,
  BatchV1JobSpec: checkJob,
  CoreV1Container: checkContainer,
  CoreV1EnvVar: checkVariable,
  CoreV1PersistentVolumeClaimSpec: checkClaim,
  CoreV1PodSpec: checkPod,
  CoreV1PodTemplateSpec: (template) => labelProblems(nodeAt(template, 'metadata'), ['metadata']),
  CoreV1ResourceRequirements: checkResources,
  CoreV1ServiceSpec: checkService,
  CoreV1Volume: checkVolume,
  NetworkingV1HTTPIngressPath: checkIngressPath,
  NetworkingV1IngressBackend: checkIngressBackend,
  NetworkingV1IngressSpec: checkIngress,
  NetworkingV1NetworkPolicyPeer: checkPeer,
  PolicyV1PodDisruptionBudgetSpec: checkDisruptionBudget,
};
