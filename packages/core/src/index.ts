/**
 * fluxvet's core: reads a Flux repository into a typed model of its clusters, traces every value to the line that wrote it,
 * and runs rules over it.
 *
 * @module
 */
export { openRevision } from './disk/open-revision.js';
export { openTree } from './disk/open-tree.js';
export { type ReadFile, readRegularFile } from './disk/read-regular-file.js';
export type { ClusterEntry } from './flux/clusters/cluster-entry.js';
export {
  type Environment,
  environmentOf,
  isEnvironmentWord,
  withoutEnvironment,
} from './flux/clusters/environment.js';
export type { ClusterDefinitions, EnvironmentOverlays, RepositoryLayout } from './flux/clusters/layout.js';
export {
  type ClusterGraph,
  type Graph,
  type GraphEdge,
  type GraphNode,
  type GraphOptions,
  graphOf,
} from './flux/graph.js';
export { certainMinor } from './flux/installation/certain-minor.js';
export type { FluxInstallation, FluxSystemFiles, FluxVersion } from './flux/installation/installation.js';
export type * from './flux/inventory.js';
export { inventoryOf } from './flux/inventory.js';
export * from './flux/kinds/kinds.data.js';
export { fluxKind, isFluxGroup, isKind, newestVersion, serves } from './flux/kinds/kinds.js';
export type { ReferenceRole } from './flux/kinds/references.data.js';
export type { HelmAction, HelmReleaseSpec, ValuesReference } from './flux/kinds/specs/helm-release.js';
export type { KustomizationSpec } from './flux/kinds/specs/kustomization.js';
export type {
  CommonMetadata,
  Dependency,
  HealthCheckExpression,
  KubeConfig,
  LocalReference,
  ObjectReference,
} from './flux/kinds/specs/parts.js';
export { readSpec } from './flux/kinds/specs/read-spec.js';
export * from './flux/kinds/specs/sources.js';
export { VANISHED_FIELDS } from './flux/kinds/vanished-fields.data.js';
export type { PathBuild } from './flux/kustomization/path-build.js';
export { securePath } from './flux/kustomization/path-build.js';
export { type LoadOptions, loadModel } from './flux/load-model.js';
export type * from './flux/model.js';
export * from './flux/queries/absence.js';
export * from './flux/queries/counterparts.js';
export * from './flux/queries/knowledge.js';
export * from './flux/queries/queries.js';
export {
  type FoundSchema,
  METADATA,
  metadataProblemsOf,
  problemsOf,
  schemaOf,
} from './flux/queries/schema-of.js';
export { scopeOf } from './flux/queries/scope-of.js';
export {
  type HelmValues,
  helmValues,
  type UnreadableValues,
  type UnsettableValue,
} from './flux/releases/helm-values.js';
export {
  credentialInUrl,
  hasKnownToken,
  isCredentialName,
  isPlace,
  isPlaceholder,
  isPublicName,
  looksRandom,
} from './flux/secrets/credential.js';
export { type Redactor, redactorOf } from './flux/secrets/redactor.js';
export { secretPlaces } from './flux/secrets/secret-places.js';
export { followedRef, isSameRef, type SourceRef, showRef } from './flux/sources/followed-ref.js';
export { mountedRemotes } from './flux/sources/mounted-remotes.js';
export {
  findMounted,
  type Mount,
  type Mounted,
  type MountedObject,
  type MountedTrees,
  mountTrees,
  type WantedContent,
} from './flux/sources/mounts.js';
export { normalizeUrl } from './flux/sources/normalize-url.js';
export type { SourceContent } from './flux/sources/source-content.js';
export { evaluate } from './flux/substitution/envsubst.js';
export type { SubstitutedUse, SubstitutionProblem } from './flux/substitution/substitute.js';
export type {
  DefinedVariable,
  FindVariableSource,
  VariableProblem,
  VariableSource,
  Variables,
} from './flux/substitution/variables.js';
export { isTemplate } from './flux/template-files.js';
export type { Opening } from './flux/unknown/opening.js';
export type { Resolution } from './flux/unknown/resolution.js';
export type { External } from './flux/walk/externals.js';
export type { CustomResource, CustomResourceVersion } from './kubernetes/custom-resource.js';
export { expressionNames } from './kubernetes/expression-names.js';
export { annotationsOf, type KubernetesObject, labelsOf } from './kubernetes/object.js';
export { type ObjectId, showApiVersion, showId } from './kubernetes/object-id.js';
export type { SchemaProblem, StructuralSchema } from './kubernetes/structural-schema.js';
export { expressionError } from './kubernetes/validation-rules.js';
export { type Build, type BuildOptions, buildKustomization } from './kustomize/build.js';
export type { Ineffective, LoadRestriction } from './kustomize/load/context.js';
export {
  parseRemoteAddress,
  type RemoteAddress,
  type RemoteBase,
  type Remotes,
} from './kustomize/load/remote-address.js';
export { type CheckOptions, check, goodRules, loadConfigured } from './lint/check.js';
export {
  type Config,
  type ConfigSource,
  configSchema,
  type Override,
  type ReadConfig,
  readConfig,
  showProblems,
} from './lint/config/config.js';
export type { ConfiguredExternal, PullPolicy, SourceMount } from './lint/config/config-elsewhere.js';
export {
  type EffectiveRule,
  type EffectiveRules,
  overriddenSeverity,
} from './lint/config/effective-rules.js';
export { explain, findCluster } from './lint/explain.js';
export { placeOfSpan } from './lint/findings/locate.js';
export * from './lint/findings/rule.js';
export { applyFixes, type Fixed, type FixOptions } from './lint/fix/apply-fixes.js';
export type { Times } from './lint/run-rules.js';
export {
  type Baseline,
  type BaselineEntry,
  type BaselineFinding,
  baselineFindings,
  extendBaseline,
  printBaseline,
  pruneBaseline,
  readBaseline,
  toBaseline,
} from './lint/settle/baseline.js';
export { githubReporter } from './report/github.js';
export { gitlabReporter } from './report/gitlab.js';
export { printDot, printMermaid } from './report/graph.js';
export { printInventory } from './report/inventory.js';
export { jsonReporter } from './report/json.js';
export { junitReporter } from './report/junit.js';
export { markdownReporter } from './report/markdown.js';
export { type PrintOptions, printObjects } from './report/objects.js';
export type * from './report/report.js';
export { printStory, type Story, type StoryStep } from './report/story.js';
export { lineReporter, textReporter } from './report/text.js';
export { VERSION } from './report/version.js';
export { closest } from './source/closest.js';
export type { Diagnostic, Gap, Related, Severity } from './source/diagnostic.js';
export { type FileTree, filesBelow, listDirectory, memoryTree, treeOf } from './source/file-tree.js';
export { matchesGlob } from './source/glob.js';
export { goRegexp } from './source/go-regexp.js';
export { indexLines, positionAt, textOfLine } from './source/line-index.js';
export { isPutAway } from './source/put-away.js';
export {
  baseName,
  directoryOf,
  isWithin,
  joinPath,
  type RepoPath,
  ROOT,
  resolvePath,
  showPath,
  toRepoPath,
} from './source/repo-path.js';
export { type SourceFile, sourceFile } from './source/source-file.js';
export type { Span } from './source/span.js';
export { own } from './source/text/own.js';
export { showJson, visible, visibleLines, withoutCommands } from './source/text/shown-text.js';
export { withoutPaths } from './source/text/without-paths.js';
export { UsageError, type UsageErrorCode } from './source/usage-error.js';
export type { MapEntry, MapNode, Node, Origin, ScalarNode, SeqNode, Step } from './yaml/nodes/node.js';
export { isNull } from './yaml/nodes/node.js';
export {
  entriesAt,
  entryOf,
  itemsAt,
  nodeAt,
  type Path,
  type PlacedScalar,
  scalarsOf,
  showPathOf,
  textAt,
} from './yaml/nodes/node-path.js';
export { type Plain, toPlain } from './yaml/nodes/to-plain.js';
export { commentsOf, type YamlComment } from './yaml/read/comments.js';
export { parseYaml } from './yaml/read/parse-yaml.js';
export { printYaml } from './yaml/write/print.js';
