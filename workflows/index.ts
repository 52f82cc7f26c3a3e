/** Every workflow of the queue hoistway-cases. An export's name is its type's name for ever. */
export { deadlineWatch } from './deadline-watch.ts'
export { mailIntake } from './mail-intake.ts'
export { mailboxSync } from './mailbox-sync.ts'
export { outgoingMail } from './outgoing-mail.ts'
export { senderHold } from './sender-hold.ts'
export { unbanRequest } from './unban-request.ts'
