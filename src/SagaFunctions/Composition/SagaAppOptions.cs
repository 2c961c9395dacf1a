using System.Reflection;
using DurableSagas.SagaFunctions.Declared.Registration;
using DurableSagas.SagaFunctions.Receivers;
using DurableSagas.SagaFunctions.Retention;

namespace DurableSagas.SagaFunctions.Composition;

/// <summary>What an app says of itself; everything has a default, and settings of the environment come before what is said here.</summary>
public sealed class SagaAppOptions
{
    /// <summary>The assembly with the sagas, their orchestrators, activities, services and validators: the app's own, by default.</summary>
    public Assembly Workflows { get; set; } = Assembly.GetEntryAssembly()
        ?? throw new InvalidOperationException($"This process has no entry assembly; say in {nameof(Workflows)} which assembly has the sagas.");

    /// <summary>
    /// The participants that declared transactions may name. One that the settings register under the same name takes its place, with all that it says.
    /// </summary>
    public IDictionary<string, ParticipantSettings> Participants { get; } = new Dictionary<string, ParticipantSettings>(StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// Who may be told of sagas. One that the settings register under the same name takes its place, with all that it says.
    /// </summary>
    public IDictionary<string, ReceiverSettings> Receivers { get; } = new Dictionary<string, ReceiverSettings>(StringComparer.OrdinalIgnoreCase);

    /// <summary>How long sagas are kept; settings <c>Retention__…</c> come before each of its values.</summary>
    public RetentionSettings Retention { get; } = new();

    /// <summary>The app role that makes an operator of who signs in; the setting <c>OperatorRole</c> comes before it.</summary>
    /// <remarks>Where App Service authentication is off it makes nobody an operator: anyone could write the header that claims it.</remarks>
    public string? OperatorRole { get; set; }
}
