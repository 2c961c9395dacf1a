using Microsoft.DurableTask;

namespace DurableSagas.EmbeddedHost.Orchestration;

/// <summary>The status that the orchestrator shows; serialised when an episode ends, with what was changed in it since it was set.</summary>
internal sealed class CustomStatus(DataConverter converter)
{
    private object? _value;
    private string? _json;
    private bool _isStale;

    public bool IsSet { get; private set; }

    public void Set(object? value)
    {
        _value = value;
        IsSet = true;
        _isStale = true;
    }

    public string? ToJson()
    {
        if (_isStale)
        {
            _isStale = false;
            _json = converter.Serialize(_value);
        }

        return _json;
    }
}
