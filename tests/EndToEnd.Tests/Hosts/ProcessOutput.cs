using System.Text;

namespace DurableSagas.EndToEnd.Tests.Hosts;

/// <summary>What a child process printed: all of it in a file beside the tests, the last of it for messages.</summary>
internal sealed class ProcessOutput : IDisposable
{
    private const int MaxLines = 60;

    private static int _processes;

    private readonly Queue<string> _last = [];
    private readonly StreamWriter _file = Create();

    public void Add(string? line)
    {
        lock (_last)
        {
            if (line is null || _isDisposed)
            {
                return;
            }

            _file.WriteLine(line);
            _last.Enqueue(line);
            if (_last.Count > MaxLines)
            {
                _last.Dequeue();
            }
        }
    }

    public void Dispose()
    {
        lock (_last)
        {
            _isDisposed = true;
            _file.Dispose();
        }
    }

    public string ReadAll()
    {
        using var file = new FileStream(((FileStream)_file.BaseStream).Name, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(file, Encoding.UTF8);
        return reader.ReadToEnd();
    }

    public override string ToString()
    {
        lock (_last)
        {
            return string.Join('\n', _last);
        }
    }

    private bool _isDisposed;

    private static StreamWriter Create()
    {
        var folder = Directory.CreateDirectory(Path.Combine(AppContext.BaseDirectory, "app-logs"));
        return new StreamWriter(Path.Combine(folder.FullName, $"app-{Interlocked.Increment(ref _processes)}.log"), append: false, Encoding.UTF8) { AutoFlush = true };
    }
}
