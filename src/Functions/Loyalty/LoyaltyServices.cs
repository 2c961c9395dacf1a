using DurableSagas.Functions.Loyalty.Cards;
using DurableSagas.Functions.Loyalty.Joining;
using DurableSagas.SagaFunctions;
using DurableSagas.SagaFunctions.Messages;
using DurableSagas.SagaFunctions.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace DurableSagas.Functions.Loyalty;

internal sealed class LoyaltyServices : IWorkflowServices
{
    public void AddTo(IServiceCollection services) => services
        .AddTable(TableLoyaltyProgramme.Table)
        .AddTable(TableCards.Table)
        .AddStartQueue(JoinWhoRegisters.Queue)
        .AddSingleton<TableLoyaltyProgramme>()
        .AddSingleton<TableCards>();
}
