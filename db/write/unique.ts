/** What the database refuses because it is there already. */
const uniqueViolation = '23505'

/** 23505 of Postgres: another transaction was first with the same key. */
export const isUniqueViolation = (error: unknown): boolean => (error as { code?: unknown }).code === uniqueViolation
