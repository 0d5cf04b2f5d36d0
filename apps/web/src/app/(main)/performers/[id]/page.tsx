import { Performer } from './performer';

export default async function OnePerformerPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  return <Performer id={id} />;
}
