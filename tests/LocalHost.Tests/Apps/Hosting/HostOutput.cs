using System.Text;

namespace DurableSagas.LocalHost.Tests.Apps.Hosting;

/// <summary>What a host printed, and who waits for a line of it.</summary>
internal sealed class HostOutput
{
    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private readonly StringBuilder _text = new();
    private readonly List<(string Part, TaskCompletionSource Heard)> _awaited = [];

    public string Text
    {
        get
        {
            lock (_lock)
            {
                return _text.ToString();
            }
        }
    }

    public void Add(string? line)
    {
        if (line is null)
        {
            return;
        }

        lock (_lock)
        {
            _text.AppendLine(line);
            _awaited.Where(awaited => line.Contains(awaited.Part, StringComparison.Ordinal)).ToList().ForEach(awaited => awaited.Heard.TrySetResult());
        }
    }

    /// <summary>Ends when the text has been printed, now or before.</summary>
    public async Task SaysAsync(string part, CancellationToken cancellationToken)
    {
        var heard = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock)
        {
            if (_text.ToString().Contains(part, StringComparison.Ordinal))
            {
                return;
            }

            _awaited.Add((part, heard));
        }

        try
        {
            await heard.Task.WaitAsync(_patience, cancellationToken);
        }
        catch (TimeoutException)
        {
            throw new InvalidOperationException($"The host has not said '{part}' after {_patience}. It said:\n{Text}");
        }
    }
}
