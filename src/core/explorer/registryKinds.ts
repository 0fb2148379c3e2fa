import { detailRow } from './kinds/detail.js';
import { hintRow, moreRow, namespaceRow, problemRow, registryRow, repositoryRow } from './kinds/registry.js';
import { tagRow } from './kinds/tag.js';
import type { RegistryTreeNode } from './node.js';
import type { Row } from './row.js';

/** How a row of the view of registries looks at a moment (milliseconds since 1970). */
export function registryRowOf(node: RegistryTreeNode, now: number): Row {
  switch (node.kind) {
    case 'registry':
      return registryRow(node);
    case 'namespace':
      return namespaceRow(node);
    case 'repository':
      return repositoryRow(node);
    case 'tag':
      return tagRow(node, now);
    case 'detail':
      return detailRow(node);
    case 'more':
      return moreRow(node);
    case 'registryProblem':
      return problemRow(node);
    case 'registryHint':
      return hintRow(node);
  }
}
