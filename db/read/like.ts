/** A LIKE pattern for texts that contain `text`; its own signs stand for themselves. */
export const containing = (text: string): string => `%${text.replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`
