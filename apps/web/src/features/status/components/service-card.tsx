import type { DependencyState, ServiceStatus } from '@reelm/contracts';
import { Card, Fact } from '@/components/page';
import { Badge, type Tone } from '@/components/ui/badge';
import { Disclosure } from '@/components/ui/disclosure';
import { formatAgo, formatBytes, formatCount } from '@/lib/format';

type State = DependencyState['state'];
const tones: Record<State, Tone> = { up: 'good', degraded: 'warn', down: 'bad' };

export const StateBadge = ({ state }: { state: State }) => <Badge tone={tones[state]}>{state}</Badge>;

export function ServiceCard({ service }: { service: ServiceStatus }) {
  const rows = service.tables.reduce((sum, table) => sum + table.rows, 0);
  return (
    <Card label={`Service ${service.service}`} className="p-4">
      <h3 className="flex items-center justify-between font-semibold">
        {service.service} <StateBadge state={service.state} />
      </h3>
      <dl className="mt-2 divide-y divide-line/60">
        <Fact name="Version">{service.version ?? '–'}</Fact>
        <Fact name="Started">{service.startedAt ? formatAgo(service.startedAt) : '–'}</Fact>
        <Fact name="Memory">{service.memoryBytes === null ? '–' : formatBytes(service.memoryBytes)}</Fact>
        {service.schema ? (
          <Fact name="Schema">
            {service.schema.version ?? 'none'} <span className="text-muted">({service.schema.migrations})</span>
          </Fact>
        ) : null}
        <Fact name="Waiting to be sent">{service.outboxPending === null ? '–' : formatCount(service.outboxPending)}</Fact>
        {service.dependencies.map((dependency) => (
          <Fact key={dependency.name} name={dependency.name}>
            <StateBadge state={dependency.state} />
            {dependency.detail ? <span className="ml-2 text-xs text-muted">{dependency.detail}</span> : null}
          </Fact>
        ))}
        {service.tools.map((tool) => (
          <Fact key={tool.name} name={tool.name}>
            {tool.version}
          </Fact>
        ))}
      </dl>
      {service.tables.length > 0 ? (
        <Disclosure className="mt-1" summary={`${formatCount(rows)} rows in ${service.tables.length} tables`}>
          <dl className="divide-y divide-line/60">
            {service.tables.map((table) => (
              <Fact key={table.name} name={table.name}>
                {formatCount(table.rows)}
              </Fact>
            ))}
          </dl>
        </Disclosure>
      ) : null}
    </Card>
  );
}
