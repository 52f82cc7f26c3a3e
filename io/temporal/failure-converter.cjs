// Messages and stacks of failures are sealed like every other payload. CommonJS: the SDK loads it with require.
const { DefaultFailureConverter } = require('@temporalio/common')

exports.failureConverter = new DefaultFailureConverter({ encodeCommonAttributes: true })
