using DurableSagas.Functions.Storage;
using DurableSagas.Sagas.TwoPhaseCommit;
using Microsoft.Extensions.DependencyInjection;

namespace DurableSagas.Functions.Decisions;

internal sealed class DecisionServices : IWorkflowServices
{
    public void AddTo(IServiceCollection services) => services
        .AddTable(DecisionTable.Table)
        .AddSingleton<DecisionTable>()
        .AddSingleton<IDecisions>(provider => provider.GetRequiredService<DecisionTable>())
        .AddSingleton<IDecisionQueries>(provider => provider.GetRequiredService<DecisionTable>())
        .AddSingleton<ISagaRows>(provider => provider.GetRequiredService<DecisionTable>())
        .AddSingleton<DecisionRecorder>();
}
