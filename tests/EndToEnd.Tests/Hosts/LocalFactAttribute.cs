using System.Runtime.CompilerServices;

namespace DurableSagas.EndToEnd.Tests.Hosts;

/// <summary>A test that needs the app's process in hand: to kill it, to start it again, to take its storage away, to set it up.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class LocalFactAttribute : FactAttribute
{
    public LocalFactAttribute([CallerFilePath] string? sourceFilePath = null, [CallerLineNumber] int sourceLineNumber = -1)
        : base(sourceFilePath, sourceLineNumber)
    {
        Skip = "It kills, restarts, starves or configures the app's process, and the app at DURABLESAGAS_URL is not ours to do that to.";
        SkipType = typeof(LocalFactAttribute);
        SkipUnless = nameof(IsLocal);
    }

    public static bool IsLocal => AppHost.GivenUrl is null;
}
