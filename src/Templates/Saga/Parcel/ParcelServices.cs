using DurableSagas.SagaFunctions;
using Microsoft.Extensions.DependencyInjection;

namespace AppNamespace.Parcel;

public sealed class ParcelServices : IWorkflowServices
{
    public void AddTo(IServiceCollection services)
    {
        // What the activities' constructors take: services.AddTable("Table").AddSingleton<TableThings>()
    }
}
