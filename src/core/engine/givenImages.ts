import { mapLimited } from '../base/async.js';
import type { Container, InspectJson } from './models.js';
import { Row } from './row.js';

const atOnce = 6;

/**
 * Engines list an image's id in place of the tag that a container was made of as soon as that tag points elsewhere.
 * Each such container is inspected once for the name.
 * Source: https://github.com/moby/moby/blob/v20.10.24/daemon/list.go, `refreshImage`.
 */
export class GivenImages {
  private readonly names = new Map<string, string>();

  constructor(private readonly inspect: (id: string, signal?: AbortSignal) => Promise<InspectJson>) {}

  /** The rows with the names that were given; one that cannot be inspected keeps its id. */
  async restore(rows: readonly Container[], signal?: AbortSignal): Promise<Container[]> {
    const unknown = rows.filter((row) => lacksName(row) && !this.names.has(row.id));
    await mapLimited(unknown, atOnce, async ({ id, image }) => {
      const json = new Row(await this.inspect(id, signal));
      this.names.set(id, new Row(json.record('Config')).text('Image') || image);
    });
    return rows.map((row) => (lacksName(row) ? { ...row, image: this.names.get(row.id) ?? row.image } : row));
  }
}

function lacksName({ image, imageId }: Container): boolean {
  return image === imageId && image !== '';
}
