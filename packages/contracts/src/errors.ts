import { z } from 'zod';

/**
 * Every error a user, a script or another service can meet.
 *
 * `status` is the HTTP status, `message` says what is wrong and what to do; `{name}` is filled from the error's details.
 * Codes are stable: programs and translations rely on them.
 */
export const errorCatalogue = {
  'request.invalid': { status: 400, message: 'The request is not valid: {problem}' },
  'request.not_found': { status: 404, message: 'There is nothing at this address.' },
  'request.not_json': { status: 415, message: 'Send the body as JSON (Content-Type: application/json).' },
  'request.too_large': { status: 413, message: 'The body is larger than this server reads.' },
  'request.origin_refused': { status: 403, message: 'The request came from another site ({origin}); open Reelm directly and try again.' },
  'request.rate_limited': { status: 429, message: 'Too many tries. Wait {retryAfterSeconds} seconds and try again.' },
  'request.conflict': { status: 412, message: 'Somebody changed this meanwhile. Reload it and make your change again.' },
  'request.running': {
    status: 409,
    message: 'The first request with this Idempotency-Key still runs. Wait {retryAfterSeconds} seconds and send it again.',
  },
  'request.key_reused': {
    status: 422,
    message: 'Another request was sent with this Idempotency-Key within the last day; use a new key for each request.',
  },
  'request.key_refused': {
    status: 422,
    message: 'Nothing is kept of a request that carries a secret; send it without an Idempotency-Key.',
  },
  'request.range_invalid': { status: 416, message: 'The requested byte range lies outside the file.' },
  'query.invalid': { status: 400, message: 'The search cannot be read: {problem}' },
  'query.too_slow': {
    status: 422,
    message: 'This search takes too long here. Add something that narrows it down, or choose another order.',
  },
  'cursor.invalid': { status: 400, message: 'This page address is not valid for this list and sort order; start again without a cursor.' },
  'auth.required': { status: 401, message: 'Sign in, or send an API key as a bearer token.' },
  'auth.failed': { status: 401, message: 'User name or password is wrong.' },
  'auth.key_invalid': { status: 401, message: 'This API key is unknown, revoked or expired.' },
  'auth.forbidden': { status: 403, message: 'This needs the role {role}.' },
  'auth.session_required': { status: 403, message: 'This cannot be done with an API key; sign in instead.' },
  'setup.done': { status: 409, message: 'Reelm is already set up; sign in instead.' },
  'setup.required': { status: 503, message: 'Reelm is not set up yet; open it in a browser and use the token that the server printed.' },
  'setup.token_invalid': { status: 403, message: 'The set-up token is wrong. The server prints it at start.' },
  'user.not_found': { status: 404, message: 'This user does not exist.' },
  'user.name_taken': { status: 409, message: 'A user named {username} exists already.' },
  'user.last_admin': { status: 409, message: 'The last administrator cannot be removed, disabled or given another role.' },
  'user.password_wrong': { status: 403, message: 'The current password is wrong.' },
  'api_key.not_found': { status: 404, message: 'This API key does not exist.' },
  'api_key.scope_too_wide': { status: 403, message: 'An API key cannot do more than its owner: your role is {role}.' },
  'library.not_found': { status: 404, message: 'This library does not exist.' },
  'library.name_taken': { status: 409, message: 'A library named {name} exists already.' },
  'library.path_missing': { status: 422, message: 'The folder {path} does not exist on the server.' },
  'library.path_not_folder': { status: 422, message: '{path} is not a folder.' },
  'library.path_unreadable': { status: 422, message: 'The server may not read {path}; give its user read access.' },
  'library.path_relative': { status: 422, message: 'Give the full path of the folder, not {path}.' },
  'library.overlaps': {
    status: 409,
    message: '{path} lies inside, or contains, the library {other}; a folder can be in one library only.',
  },
  'library.moved_content_differs': {
    status: 422,
    message: 'The folder {path} does not hold this library: {found} of {checked} checked files were found there.',
  },
  'library.unavailable': { status: 503, message: 'The folder {path} cannot be reached; is the disk mounted? Nothing was changed.' },
  'library.suspicious_loss': {
    status: 409,
    message: '{missing} of {known} files of {name} are suddenly gone. Nothing was marked; if this is right, scan with confirmation.',
  },
  'library.partly_read': {
    status: 422,
    message: '{count} files or folders of {path} could not be read and were left as they were, for example {example}.',
  },
  'library.names_skipped': {
    status: 422,
    message: '{count} names in {path} are too long or not valid UTF-8 and were left out, for example {example}.',
  },
  'library.watch_limited': {
    status: 422,
    message: 'Changes in {path} cannot be watched ({problem}); Reelm looks every {minutes} minutes instead.',
  },
  'video.not_found': { status: 404, message: 'This video does not exist.' },
  'video.file_missing': { status: 404, message: 'The file of this video is not there at present: {path}' },
  'video.is_part': {
    status: 409,
    message: 'This video is a range of a file that another video shows; it cannot be merged or have files of its own.',
  },
  'video.has_files': { status: 409, message: 'A video goes with its files; delete these instead.' },
  'video.range_invalid': { status: 422, message: 'The range must end within the video, which is {seconds} seconds long.' },
  'entity.not_found': { status: 404, message: 'This {kind} does not exist.' },
  'entity.reference_missing': { status: 422, message: 'There is no {kind} with this id: {ids}' },
  'entity.name_taken': { status: 409, message: 'There is a {kind} named {name} already.' },
  'entity.circle': { status: 422, message: 'This would make a circle: {name} leads back to this {kind}.' },
  'entity.merge_itself': { status: 422, message: 'A {kind} cannot be merged into itself.' },
  'entity.list_full': { status: 422, message: 'The field {field} takes {most} entries at most.' },
  'bulk_edit.not_found': { status: 404, message: 'This bulk edit does not exist, or is older than 30 days.' },
  'bulk_edit.running': { status: 409, message: 'This bulk edit is being carried out; wait for its end, or cancel its job first.' },
  'bulk_edit.not_undoable': { status: 409, message: 'There is nothing to undo: this bulk edit changed nothing, or was undone already.' },
  'marker.range_invalid': { status: 422, message: 'A marker must end after its start.' },
  'custom_field.not_found': { status: 404, message: 'This field does not exist.' },
  'custom_field.key_taken': { status: 409, message: 'There is a field {key} for each {kind} already.' },
  'custom_field.unknown': { status: 422, message: 'There is no field {key} for a {kind}; add it first.' },
  'custom_field.value_invalid': { status: 422, message: 'The field {key} takes {expected}.' },
  'picture.not_found': { status: 404, message: 'This picture does not exist.' },
  'picture.not_image': { status: 415, message: 'Send the bytes of a JPEG, PNG, WebP or AVIF picture as the body.' },
  'picture.unreadable': { status: 422, message: 'The picture cannot be read: {problem}' },
  'picture.order_incomplete': { status: 422, message: 'Name each picture once; there are {count}.' },
  'artifact.not_found': { status: 404, message: 'This picture is not made yet.' },
  'view.not_found': { status: 404, message: 'This saved view does not exist.' },
  'view.name_taken': { status: 409, message: 'A view named {name} exists already.' },
  'match_rule.not_found': { status: 404, message: 'This rule does not exist.' },
  'job.not_found': { status: 404, message: 'This job does not exist.' },
  'job.not_cancellable': { status: 409, message: 'The job has already ended ({state}).' },
  'job.not_retryable': { status: 409, message: 'Only a failed or cancelled job can be tried again; this one is {state}.' },
  'job.queue_not_found': { status: 404, message: 'There is no queue of kind {kind}.' },
  'job.crashed': { status: 500, message: 'The worker stopped {attempts} times while doing this.' },
  'job.cancelled': { status: 409, message: 'The job was cancelled.' },
  'job.timeout': { status: 500, message: 'This took longer than {seconds} seconds and was stopped.' },
  'dead_letter.not_found': { status: 404, message: 'This message is not among the undelivered ones.' },
  'media.empty': { status: 422, message: 'The file is empty (zero bytes).' },
  'media.unreadable': { status: 422, message: 'The file cannot be read as a video: {problem}' },
  'media.no_video': { status: 422, message: 'The file has no picture, only {streams}.' },
  'media.unsupported': { status: 422, message: 'The format {format} is not among those that Reelm opens.' },
  'media.undecodable': { status: 422, message: 'No picture could be decoded: {problem}' },
  'media.vanished': {
    status: 409,
    message: 'The file went away or changed while it was being read; it is looked at again at the next scan.',
  },
  'media.tool_missing': {
    status: 503,
    message: '{tool} was not found; install it (Debian and Ubuntu: apt install ffmpeg) and start again.',
  },
  'media.too_large': { status: 422, message: 'The picture is larger than Reelm decodes ({width} × {height}).' },
  'faces.models_missing': { status: 503, message: 'No face models are configured; set REELM_FACE_MODELS to the folder that holds them.' },
  'faces.model_unusable': { status: 503, message: 'The face model {file} cannot be used: {problem}' },
  'stashbox.not_found': { status: 404, message: 'This stash-box does not exist.' },
  'stashbox.name_taken': { status: 409, message: 'A stash-box named {name} exists already.' },
  'stashbox.unreachable': { status: 502, message: 'The stash-box did not answer: {problem}' },
  'stashbox.refused': { status: 502, message: 'The stash-box refused the API key.' },
  'stashbox.key_required': {
    status: 422,
    message: 'The address leads to another server; enter the API key again, so that the stored one is not sent there.',
  },
  'stashbox.key_unreadable': {
    status: 422,
    message: 'The stored API key cannot be decrypted because the secret key of this server changed; enter the API key again.',
  },
  'stashbox.unexpected': { status: 502, message: 'The address answers, but not as a stash-box does: {problem}' },
  'storage.not_found': { status: 404, message: 'The object {key} is not in the store.' },
  'storage.unavailable': { status: 503, message: 'The object store cannot be reached: {problem}' },
  'storage.full': { status: 507, message: 'The disk is full: {path}' },
  'service.unavailable': { status: 503, message: 'The service {service} does not answer at present; try again in a moment.' },
  'service.database_unavailable': { status: 503, message: 'The database cannot be reached at present; try again in a moment.' },
  internal: { status: 500, message: 'Something went wrong on our side. The log holds more under the correlation id.' },
} as const satisfies Record<string, { status: number; message: string }>;

export type ErrorCode = keyof typeof errorCatalogue;
export const errorCodes = Object.keys(errorCatalogue) as ErrorCode[];

/** The one body of every error answer. */
export const ErrorBody = z.object({
  error: z.object({
    code: z.string().describe('Stable code, listed in docs/errors.md'),
    message: z.string(),
    details: z.record(z.string(), z.unknown()).optional(),
    correlationId: z.string(),
  }),
});
export type ErrorBody = z.infer<typeof ErrorBody>;

/** Fills `{name}` placeholders of a catalogue message from the details. */
export const errorMessage = (code: ErrorCode, details: Record<string, unknown> = {}): string =>
  errorCatalogue[code].message.replace(/\{(\w+)\}/g, (whole, name: string) => (name in details ? String(details[name]) : whole));
