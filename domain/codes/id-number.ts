import type { Branded } from '../brand.ts'
export type IdNumber = Branded<string, 'IdNumber'>
