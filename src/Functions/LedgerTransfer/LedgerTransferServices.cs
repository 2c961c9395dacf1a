using DurableSagas.Functions.LedgerTransfer.Accounts;
using DurableSagas.Functions.LedgerTransfer.ByTwoPhaseCommit;
using DurableSagas.SagaFunctions;
using DurableSagas.SagaFunctions.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace DurableSagas.Functions.LedgerTransfer;

internal sealed class LedgerTransferServices : IWorkflowServices
{
    public void AddTo(IServiceCollection services) => services
        .AddTable(Ledgers.Table)
        .AddSingleton<Ledgers>()
        .AddSingleton<LedgerVotes>();
}
