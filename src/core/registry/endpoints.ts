import { isDigest, isRepositoryPath, isTag } from '../base/imageReference.js';
import { RegistryError, type RegistryFlaw } from './errors.js';

/*
 * The paths of the distribution API. Names and digests may come from a registry that lies: what is none never gets
 * into an address, where `../` would lead to another repository.
 */

/** Where a tag or a digest of a repository is read, written and deleted. */
export function manifestPath(path: string, reference: string): string {
  if (!isTag(reference) && !isDigest(reference)) throw unlike('notReference', reference);
  return `${repositoryPath(path)}/manifests/${reference}`;
}

export function blobPath(path: string, digest: string): string {
  return `${repositoryPath(path)}/blobs/${checkedDigest(digest)}`;
}

/** Where uploads begin. */
export function uploadsPath(path: string): string {
  return `${repositoryPath(path)}/blobs/uploads/`;
}

export function tagsPath(path: string): string {
  return `${repositoryPath(path)}/tags/list`;
}

export function referrersPath(path: string, digest: string): string {
  return `${repositoryPath(path)}/referrers/${checkedDigest(digest)}`;
}

/** The digest as it came; throws for what is none. */
export function checkedDigest(digest: string): string {
  if (!isDigest(digest)) throw unlike('notDigest', digest);
  return digest;
}

/** The name of a repository as it came; throws for what is none. */
export function checkedPath(path: string): string {
  if (!isRepositoryPath(path)) throw unlike('notRepository', path);
  return path;
}

function repositoryPath(path: string): string {
  return `/v2/${checkedPath(path)}`;
}

function unlike(flaw: RegistryFlaw, text: string): RegistryError {
  return new RegistryError('badAnswer', text.slice(0, 100), { flaw });
}
