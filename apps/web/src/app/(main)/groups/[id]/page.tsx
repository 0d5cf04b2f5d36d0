import { GroupPage } from '@/features/groups/components/group-page';

export default async function OneGroupPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  return <GroupPage id={id} />;
}
