/** `--name=12` among the arguments of a job. */
export function numberOf(args: readonly string[], name: string, otherwise: number): number {
  const given = args.find((arg) => arg.startsWith(`--${name}=`))
  return given === undefined ? otherwise : Number(given.slice(name.length + 3))
}
