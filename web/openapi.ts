/** /openapi.json: the routes, described from the same schemas that check what comes in. */
import { z } from 'zod'
import type { Route } from './policy-router.ts'

interface ObjectSchema {
  readonly properties?: Readonly<Record<string, unknown>>
  readonly required?: readonly string[]
}

const schemaOf = (schema: z.ZodType) => {
  const described = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Record<string, unknown>
  delete described['$schema']
  return described
}

function parameters(schema: z.ZodType | null, where: 'path' | 'query') {
  if (schema === null) return []
  const { properties = {}, required = [] } = schemaOf(schema) as ObjectSchema
  return Object.entries(properties).map(([name, described]) => ({
    name,
    in: where,
    required: where === 'path' || required.includes(name),
    schema: described,
  }))
}

const problemContent = { description: 'Problem', content: { 'application/json': { schema: { $ref: '#/components/schemas/Problem' } } } } // prettier-ignore

function operation(route: Route) {
  const open = route.policy.kind === 'open'
  const body = route.schemas.body === null ? null : schemaOf(route.schemas.body)
  return {
    operationId: `${route.method}${route.path.replace(/[^a-zA-Z]+(.)?/g, (_all, next: string | undefined) => (next ?? '').toUpperCase())}`,
    summary: route.summary.en,
    description: route.summary.zh,
    ...(route.policy.action === null ? {} : { 'x-policy': route.policy.action }),
    security: open ? [] : [{ token: [] }, { session: [] }],
    parameters: [...parameters(route.schemas.params, 'path'), ...parameters(route.schemas.query, 'query')],
    ...(body === null
      ? {}
      : { requestBody: { required: true, content: { 'application/json': { schema: body }, [route.files === null ? 'application/x-www-form-urlencoded' : 'multipart/form-data']: { schema: body } } } }), // prettier-ignore
    responses: {
      200: { description: 'OK', content: { 'application/json': { schema: {} } } },
      ...(open ? {} : { 401: problemContent, 403: problemContent }),
      default: problemContent,
    },
  }
}

export function describeRoutes(routes: readonly Route[], baseUrl: string) {
  const byPath: Record<string, Record<string, unknown>> = {}
  for (const route of routes) {
    const path = route.path.replace(/:(\w+)/g, '{$1}')
    byPath[path] = { ...byPath[path], [route.method]: operation(route) }
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Hoistway 起重机械审批', version: '1', description: 'Ask with Accept: application/json.' },
    servers: [{ url: baseUrl }],
    paths: byPath,
    components: {
      securitySchemes: {
        token: { type: 'http', scheme: 'bearer' },
        session: { type: 'apiKey', in: 'cookie', name: 'session' },
      },
      schemas: {
        Problem: {
          type: 'object',
          required: ['error'],
          properties: {
            error: {
              type: 'object',
              required: ['code', 'sentence'],
              properties: { code: { type: 'string' }, sentence: { type: 'string' } },
            },
          },
        },
      },
    },
  }
}
