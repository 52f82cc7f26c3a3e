/** Ends what the global set-up started, and empties its folder. */
import { stopServices } from './global-setup.ts'

export default stopServices
