using DurableSagas.Infra.Tests.Commands;
using DurableSagas.Infra.Tests.Deployments;

[assembly: AssemblyFixture(typeof(Linter))]
[assembly: AssemblyFixture(typeof(Snapshots))]
