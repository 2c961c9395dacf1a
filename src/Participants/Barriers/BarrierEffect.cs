using Azure.Data.Tables;

namespace DurableSagas.Participants.Barriers;

/// <summary>What an effect outside the table needs to happen once.</summary>
public sealed class BarrierEffect
{
    private readonly TableEntity? _forward;
    private readonly BarrierOptions _options;

    internal BarrierEffect(BarrierCall call, TableEntity? forward, BarrierOptions options)
    {
        _forward = forward;
        _options = options;
        IdempotencyKey = KeyOf(call, call.Operation);
        ForwardKey = KeyOf(call, BarrierOperation.Forward);
    }

    /// <summary>The same for all attempts at this operation; the outside service answers it as it did the first time.</summary>
    public string IdempotencyKey { get; }

    /// <summary>The key of the forward call, for the compensation that undoes it.</summary>
    public string ForwardKey { get; }

    /// <summary>What the forward call returned; nothing when it never got to say so, though its effect may stand.</summary>
    public T? ForwardResult<T>() => _forward is null ? default : _forward.ReadResult<T>(_options);

    private static string KeyOf(BarrierCall call, BarrierOperation operation) => BarrierRow.Key(call, operation)[BarrierRow.Prefix.Length..];
}
