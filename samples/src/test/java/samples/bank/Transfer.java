package samples.bank;

/// An order to move money.
record Transfer(int id, int from, int to, int amount) {

    static final String TAKE = "update account set balance = balance - $1 where id = $2";
    static final String GIVE = "update account set balance = balance + $1 where id = $2";
    static final String NOTE = "insert into ledger values ($1, $2, $3, $4)";

    /// A statement with the placeholders of JDBC.
    static String jdbc(String sql) {
        return sql.replaceAll("\\$\\d", "?");
    }
}
