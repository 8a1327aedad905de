using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using PartnerChat.Data;
using PartnerChat.Data.Accounts;
using PartnerChat.Web.Mail;

namespace PartnerChat.Web.Security;

/// <summary>Accounts on ASP.NET Core Identity: how one signs in, and how long that lasts.</summary>
internal static class AccountSecurity
{
    public const string AdminRole = Admins.Role;
    public const string AdminPolicy = "admin";

    /// <summary>Whether nobody signs in before their address is confirmed.</summary>
    public const string RequireConfirmedKey = "Accounts:RequireConfirmedEmail";

    private static readonly TimeSpan SignInLasts = TimeSpan.FromDays(30);

    /// <summary>A role that was given or taken holds after this. The session itself is asked for on every request: <see cref="SessionGate"/>.</summary>
    private static readonly TimeSpan CookieRenewed = TimeSpan.FromMinutes(1);

    /// <summary>Picks the way to sign in by what a request carries.</summary>
    private const string AnyScheme = "account";

    public static void AddAccounts(this WebApplicationBuilder builder)
    {
        var publicUrl = builder.Configuration.GetValue<Uri>("PublicUrl");
        var schemes = builder.Services.AddAuthentication(AnyScheme);
        schemes.AddPolicyScheme(AnyScheme, null, options => options.ForwardDefaultSelector = SchemeOf);
        schemes.AddScheme<AuthenticationSchemeOptions, SocketTicketHandler>(SocketTicketHandler.SchemeName, null);
        schemes.AddBearerToken(IdentityConstants.BearerScheme);
        schemes.AddIdentityCookies();
        builder.Services.AddAuthorizationBuilder().AddPolicy(AdminPolicy, policy => policy.RequireRole(AdminRole).AddRequirements(new AdminRequirement()));
        builder.Services.AddSingleton<IAuthorizationHandler, AdminHandler>();
        builder.Services.AddSingleton<AdminAccess>();
        builder.Services.AddIdentityCore<ApplicationUser>(ConfigureIdentity)
            .AddRoles<IdentityRole<Guid>>()
            .AddEntityFrameworkStores<ChatDbContext>()
            .AddErrorDescriber<AccountWords>()
            .AddPasswordValidator<PasswordRules>()
            .AddUserValidator<EmailRule>()
            .AddApiEndpoints()
            .AddUserManager<AccountManager>()
            .AddSignInManager<AccountSignInManager>()
            .AddDefaultTokenProviders()
            .AddTokenProvider<OneTimeCodes>(TokenOptions.DefaultAuthenticatorProvider)
            .AddTokenProvider<MailTokens>(MailTokens.Name);
        builder.Services.AddScoped<AccountWords>();
        builder.Services.AddScoped<AccountDeletion>();
        builder.Services.AddScoped<CookieRenewal>();
        builder.Services.AddSingleton<ISecurityStampValidator, CookieCheck>();
        builder.Services.AddScoped<AccountProof>();
        builder.Services.AddScoped<AccountPasskeys>();
        builder.Services.AddScoped<AccountChanges>();
        builder.Services.AddSingleton<ISecurityNews, MailedSecurityNews>();
        builder.Services.AddScoped<AccountRecovery>();
        builder.Services.AddScoped<EmailChange>();
        builder.Services.AddScoped<EmailConfirmation>();
        builder.Services.AddSingleton<IEmailSender<ApplicationUser>, ApiMails>();
        builder.Services.AddSingleton<AccountAddresses>();
        builder.Services.Configure<IdentityOptions>(o => o.SignIn.RequireConfirmedEmail = builder.Configuration.GetValue<bool>(RequireConfirmedKey));
        builder.Services.AddSingleton<SessionCheck>();
        builder.Services.AddSingleton<AccountSessions>();
        builder.Services.AddSingleton<SocketTickets>();
        builder.Services.AddSingleton<SignInAttempts>();
        builder.Services.AddSingleton<AdminAccounts>();
        builder.Services.AddSingleton<FirstAdmin>();
        builder.Services.AddHostedService(provider => provider.GetRequiredService<FirstAdmin>());
        builder.Services.AddSingleton<SignInWatch>();
        builder.Services.AddHostedService(provider => provider.GetRequiredService<SignInWatch>());
        builder.Services.Configure<PasswordHasherOptions>(o => o.IterationCount = 210_000);
        builder.Services.Configure<SecurityStampValidatorOptions>(o => o.ValidationInterval = CookieRenewed);
        builder.Services.Configure<IdentityPasskeyOptions>(options =>
        {
            options.ServerDomain = publicUrl?.Host;
            // The default compares with the header Origin, which a form leaves out where the referrer policy is no-referrer.
            options.ValidateOrigin = context => ValueTask.FromResult(!context.CrossOrigin && OwnOrigin.Is(context.Origin, context.HttpContext.Request.Host));
        });
        UseSecondFactorCookies(builder.Services, publicUrl);
        builder.Services.ConfigureApplicationCookie(options =>
        {
            options.Cookie.Name = "pc-account";
            options.Cookie.HttpOnly = true;
            options.Cookie.SameSite = SameSiteMode.Lax;
            options.Cookie.SecurePolicy = SecureBy(publicUrl);
            options.ExpireTimeSpan = SignInLasts;
            options.SlidingExpiration = true;
            options.LoginPath = "/account/login";
            options.LogoutPath = "/account/logout";
            // Whoever may not see a page is told that there is none.
            options.Events.OnRedirectToAccessDenied = context =>
            {
                context.Response.StatusCode = StatusCodes.Status404NotFound;
                return Task.CompletedTask;
            };
        });
    }

    // Between password and code; and on a device whose owner is asked for no code for a while.
    private static void UseSecondFactorCookies(IServiceCollection services, Uri? publicUrl)
    {
        Use(IdentityConstants.TwoFactorUserIdScheme, "pc-second-factor", TimeSpan.FromMinutes(10));
        Use(IdentityConstants.TwoFactorRememberMeScheme, "pc-known-device", SignInLasts);

        void Use(string scheme, string name, TimeSpan lasts) => services.Configure<CookieAuthenticationOptions>(scheme, options =>
        {
            options.Cookie.Name = name;
            options.Cookie.HttpOnly = true;
            options.Cookie.SameSite = SameSiteMode.Lax;
            options.Cookie.SecurePolicy = SecureBy(publicUrl);
            options.ExpireTimeSpan = lasts;
        });
    }

    private static CookieSecurePolicy SecureBy(Uri? publicUrl) => publicUrl?.Scheme == Uri.UriSchemeHttps ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest;

    /// <summary>Who asks: by a token in a header, a ticket for a socket, or a cookie.</summary>
    public static void UseAccounts(this WebApplication app)
    {
        app.UseAuthentication();
        app.UseMiddleware<SessionGate>();
        app.UseMiddleware<AdminGate>();
    }

    private static string SchemeOf(HttpContext context) =>
        context.Request.Headers.ContainsKey("Authorization") ? IdentityConstants.BearerScheme
        : SocketTicketHandler.IsFor(context.Request) ? SocketTicketHandler.SchemeName
        : IdentityConstants.ApplicationScheme;

    private static void ConfigureIdentity(IdentityOptions options)
    {
        options.UseIdentitySchema();
        options.User.RequireUniqueEmail = true;
        options.User.AllowedUserNameCharacters = "";
        options.SignIn.RequireConfirmedAccount = false;
        // PasswordRules says it all.
        options.Password.RequiredLength = 1;
        options.Password.RequiredUniqueChars = 1;
        options.Password.RequireDigit = options.Password.RequireLowercase = options.Password.RequireUppercase = options.Password.RequireNonAlphanumeric = false;
        options.Tokens.PasswordResetTokenProvider = options.Tokens.EmailConfirmationTokenProvider = options.Tokens.ChangeEmailTokenProvider = MailTokens.Name;
        options.Lockout.MaxFailedAccessAttempts = 5;
        options.Lockout.DefaultLockoutTimeSpan = TimeSpan.FromMinutes(5);
    }
}
