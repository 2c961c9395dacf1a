using DurableSagas.EmbeddedHost.Functions;

namespace DurableSagas.EmbeddedHost.Triggers;

/// <summary>Starts the functions of one kind of trigger for as long as the host runs.</summary>
internal interface ITriggerListener
{
    void Start();

    /// <summary>Starts no more runs, and waits for those under way.</summary>
    /// <param name="cancellationToken">Gives up the runs under way.</param>
    Task StopAsync(CancellationToken cancellationToken);

    /// <summary>The run that an operator asks for; null when the function has another trigger.</summary>
    /// <param name="input">What the trigger is to carry, as text.</param>
    InvocationTrigger? ByHand(AppFunction function, string input);
}
