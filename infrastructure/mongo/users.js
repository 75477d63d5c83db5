// Runs once, when the store is empty: the account of the services. Each service keeps to the
// database that bears its name; none may touch the server itself.
const databases = ["identity", "membership", "events", "advisory", "newsletter", "analytics", "portal"];

db.getSiblingDB("admin").createUser({
  user: "network",
  pwd: process.env.MONGODB_PASSWORD,
  roles: databases.map((name) => ({ role: "readWrite", db: name })),
});
