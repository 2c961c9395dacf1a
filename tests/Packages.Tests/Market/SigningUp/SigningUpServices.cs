using DurableSagas.SagaFunctions;
using DurableSagas.SagaFunctions.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Market.SigningUp;

public sealed class SigningUpServices : IWorkflowServices
{
    public void AddTo(IServiceCollection services) => services.AddTable(TableNumbers.Table).AddSingleton<TableNumbers>();
}
