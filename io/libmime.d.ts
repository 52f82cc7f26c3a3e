declare module 'libmime' {
  const libmime: {
    /** Decodes RFC 2047 words wherever they stand; joins words that were cut within a character. */
    decodeWords(text: string): string
  }
  export default libmime
}
