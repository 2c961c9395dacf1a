using System.Reflection;
using DurableSagas.Functions.OrderFulfilment;
using DurableSagas.Sagas.Definitions.Catalog;

namespace DurableSagas.SagaFunctions.Tests;

/// <summary>The app whose workflows the library is tried with.</summary>
internal static class ExampleApp
{
    public static Assembly Assembly { get; } = typeof(PlaceOrder).Assembly;

    public static AppFunctions Functions { get; } = new(Assembly);

    public static SagaCatalog Catalog { get; } = SagaCatalog.Of(Assembly);
}
