import type { ConvertCodec, ConvertQuality } from '@reelm/contracts';
import { SelectField } from '@/components/ui/field';

/** What a film is converted to. */
export interface Conversion {
  codec: ConvertCodec;
  height: number | null;
  quality: ConvertQuality;
}
const codecs: Record<ConvertCodec, string> = {
  h264: 'H.264, plays everywhere',
  hevc: 'HEVC, smaller, slower to make',
  av1: 'AV1, smallest, plays in new browsers',
};
const qualities: Record<ConvertQuality, string> = { small: 'Small file', normal: 'Normal', fine: 'Fine' };
const heights = [2160, 1440, 1080, 720, 480];

interface ConvertFieldsProps {
  value: Conversion;
  onChange: (value: Conversion) => void;
  /** Lines of the film. */
  height: number | null;
}

export function ConvertFields({ value, onChange, height }: ConvertFieldsProps) {
  return (
    <div className="grid gap-3 sm:grid-cols-3">
      <SelectField
        label="Codec"
        value={value.codec}
        onChange={(event) => onChange({ ...value, codec: event.target.value as ConvertCodec })}
      >
        {Object.entries(codecs).map(([codec, name]) => (
          <option key={codec} value={codec}>
            {name}
          </option>
        ))}
      </SelectField>
      <SelectField
        label="Size"
        value={value.height ?? ''}
        onChange={(event) => onChange({ ...value, height: event.target.value === '' ? null : Number(event.target.value) })}
      >
        <option value="">As it is</option>
        {heights
          .filter((lines) => height === null || lines < height)
          .map((lines) => (
            <option key={lines} value={lines}>
              {lines}p
            </option>
          ))}
      </SelectField>
      <SelectField
        label="Quality"
        value={value.quality}
        onChange={(event) => onChange({ ...value, quality: event.target.value as ConvertQuality })}
      >
        {Object.entries(qualities).map(([quality, name]) => (
          <option key={quality} value={quality}>
            {name}
          </option>
        ))}
      </SelectField>
    </div>
  );
}
