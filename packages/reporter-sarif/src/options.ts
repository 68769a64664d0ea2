/**
 * What a caller can say about the SARIF file that it wants.
 * Everything here is given, nothing is looked up: equal reports give equal bytes on any machine.
 *
 * @module
 */

/** How a report becomes SARIF. */
export interface SarifOptions {
  /** Tells apart several uploads of one commit. It wins over the category that the upload action is given. */
  readonly category?: string;
  /** GitHub opens alerts for suppressed results, so they are left out unless something else reads the file. */
  readonly suppressed?: 'left-out' | 'included';
  /** Where the tree stands in its repository, such as `deploy/flux`; at the root by default. */
  readonly directory?: string;
  /** Written only where it is given. */
  readonly versionControl?: VersionControl;
  /** The address of the project; the package URL by default. */
  readonly homepage?: string;
  /** The address of the page of a rule; by default, the package URL for fluxvet's own rules. */
  readonly ruleUrl?: (rule: string) => string | undefined;
}

/** The commit that was looked at. */
export interface VersionControl {
  /** As `git remote get-url` gives it; a user and a password are taken out. */
  readonly repository: string;
  readonly revision?: string;
  readonly branch?: string;
}
