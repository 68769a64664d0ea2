/** The version of fluxvet; a test keeps it equal to the one in the package file. */
export const VERSION = '0.1.0';
