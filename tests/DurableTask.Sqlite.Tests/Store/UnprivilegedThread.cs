using System.Runtime.InteropServices;

namespace DurableSagas.DurableTask.Sqlite.Tests.Store;

/// <summary>A thread for which the modes of files hold, though root runs the tests.</summary>
internal static partial class UnprivilegedThread
{
    private const uint Nobody = 65534;

    /// <returns>What the action threw; null when it went through.</returns>
    public static Exception? Record(Action action)
    {
        Exception? thrown = null;
        var thread = new Thread(() =>
        {
            // Of this thread alone, as NFS servers use it; and the thread ends with the test.
            _ = SetFileSystemUser(Nobody);
            thrown = Xunit.Record.Exception(action);
        });
        thread.Start();
        thread.Join();
        return thrown;
    }

    [LibraryImport("libc", EntryPoint = "setfsuid")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SetFileSystemUser(uint user);
}
