namespace PartnerChat.Web.Background;

/// <summary>
/// The app cannot start, for a reason that whoever started it can mend; the message says how. It is an exception, not an exit, so that a
/// host that runs inside another process (a test) does not end that one.
/// </summary>
public sealed class StartRefusedException : Exception
{
    /// <summary>EX_CONFIG of sysexits.h.</summary>
    public const int ExitCode = 78;

    private StartRefusedException(string message)
        : base(message)
    {
    }

    /// <summary>Makes it; if nobody catches it, the process ends with the message on stderr, <see cref="ExitCode"/> and no stack trace.</summary>
    public static StartRefusedException ForThisProcess(string message)
    {
        AppDomain.CurrentDomain.UnhandledException += SayAndExit;
        return new StartRefusedException(message);
    }

    private static void SayAndExit(object sender, UnhandledExceptionEventArgs e)
    {
        if (e.ExceptionObject is not StartRefusedException refused)
            return;
        Console.Error.WriteLine(refused.Message);
        Environment.Exit(ExitCode);
    }
}
