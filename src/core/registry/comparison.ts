import { localPlatform, type TagDetails } from './tagDetails.js';

/** Platforms that both of two tags have, the one of this machine first; empty where there is nothing in common. */
export function commonPlatforms(left: TagDetails, right: TagDetails): readonly string[] {
  const there = new Set(platformsOf(right).map(bare));
  const common = [...new Set(platformsOf(left).map(bare))].filter((platform) => there.has(platform));
  const isOurs = (platform: string) => Number(platform === localPlatform());
  return common.sort((a, b) => isOurs(b) - isOurs(a) || a.localeCompare(b));
}

/** The details with the image of a platform in place of the one that suits this machine. */
export async function detailsFor(
  details: TagDetails,
  platform: string | undefined,
  read: (digest: string) => Promise<TagDetails>,
): Promise<TagDetails> {
  const wanted = details.platforms.find((entry) => platform !== undefined && bare(entry.platform ?? '') === platform);
  if (!wanted) return details;
  const { image: _other, ...rest } = details;
  const { image } = await read(wanted.digest);
  return { ...rest, ...(image && { image }) };
}

function platformsOf({ platforms, image }: TagDetails): readonly string[] {
  if (platforms.length > 0) return platforms.flatMap(({ platform }) => platform ?? []);
  return image ? [image.platform] : [];
}

/** Builders write `arm64/v8` or leave out what goes without saying. Source: containerd, platforms.Normalize. */
const bare = (platform: string) => platform.replace(/(\/arm64)\/v8$|(\/arm)\/v7$/, '$1$2');
