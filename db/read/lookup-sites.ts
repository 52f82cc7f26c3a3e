/** 证书查验网站目录: the entries as they stand, corrections of the chief included. */
import type { ReadDb } from '../db.ts'
import { lookupSites, type LookupSite } from '../../domain/person/lookup-sites.ts'

export interface KnownSite extends LookupSite {
  /** 0: as delivered. */
  readonly version: number
  readonly correctedAt: string | null
}

export async function readLookupSites(db: ReadDb): Promise<KnownSite[]> {
  const corrections = await db.selectFrom('lookup_site').selectAll().execute()
  return lookupSites.map((site) => {
    const found = corrections.find((one) => one.site === site.site)
    if (found === undefined) return { ...site, version: 0, correctedAt: null }
    const howTo = { zh: found.how_to, en: found.how_to === site.howTo.zh ? site.howTo.en : found.how_to }
    return { ...site, name: found.name, address: found.address, howTo, version: found.version, correctedAt: found.corrected_at } // prettier-ignore
  })
}
