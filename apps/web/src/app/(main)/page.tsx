import { Home } from './home';

export default function HomeRoute() {
  return <Home />;
}
