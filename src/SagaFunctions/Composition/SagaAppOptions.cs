using System.Reflection;
using DurableSagas.SagaFunctions.Declared.Participants;
using DurableSagas.SagaFunctions.Retention;

namespace DurableSagas.SagaFunctions.Composition;

/// <summary>What an app says of itself; everything has a default, and settings of the environment come before what is said here.</summary>
public sealed class SagaAppOptions
{
    /// <summary>The assembly with the sagas, their orchestrators, activities, services and validators: the app's own, by default.</summary>
    public Assembly Workflows { get; set; } = Assembly.GetEntryAssembly()
        ?? throw new InvalidOperationException($"This process has no entry assembly; say in {nameof(Workflows)} which assembly has the sagas.");
}
