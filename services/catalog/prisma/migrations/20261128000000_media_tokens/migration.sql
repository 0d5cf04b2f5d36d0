-- Media tokens are keys that travel in addresses: of a scope of their own, always with an end and with what they open.
ALTER TABLE api_key
  ADD COLUMN target jsonb,
  DROP CONSTRAINT api_key_scope_check,
  ADD CONSTRAINT api_key_scope_check CHECK (scope IN ('read', 'write', 'admin', 'media')),
  ADD CONSTRAINT api_key_target_check CHECK ((scope = 'media') = (target IS NOT NULL) AND (scope <> 'media' OR expires_at IS NOT NULL));
