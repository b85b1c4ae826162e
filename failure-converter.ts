// Puts message and stack of a failure where the payload codec encrypts them: both may quote what people wrote.
import { DefaultFailureConverter } from '@temporalio/common';

export const failureConverter = new DefaultFailureConverter({ encodeCommonAttributes: true });
